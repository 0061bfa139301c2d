"""The desk's first vocabulary: neutral words for what changed. Editors add their own in the admin."""

from django.db import migrations

LABELS = [
    ("headline", "Headline", "The headline says something else than before."),
    ("figure", "Figure", "A number, amount, date or age differs."),
    ("quotation", "Quotation", "Quoted words were added, changed or removed."),
    ("attribution", "Attribution", "It differs who is said to have said or done something."),
    ("wording", "Wording", "The same facts in softer, harder or other words."),
    ("passage-added", "Passage added", "New information was added."),
    ("passage-removed", "Passage removed", "Information is no longer in the article."),
    ("correction", "Correction", "The publisher marks the change as a correction or clarification."),
    ("not-disclosed", "No notice", "A change of substance, and the page does not mention it."),
    ("technical", "Technical", "Nothing editorial: page furniture, or our own reading of the page."),
]


def add_labels(apps, schema_editor):
    Label = apps.get_model("trackers", "Label")
    for position, (code, name, definition) in enumerate(LABELS):
        Label.objects.get_or_create(
            code=code, defaults={"name": name, "definition": definition, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("trackers", "0002_immutable_rows")]
    operations = [migrations.RunPython(add_labels, migrations.RunPython.noop)]
