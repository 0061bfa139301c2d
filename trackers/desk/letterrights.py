"""What an account may do with a letter, read of it and know of who wrote it."""

from django.contrib.auth.models import User

from trackers.desk.lettersteps import ANSWERS, LETTER_TERMS, SEES, SEES_SENDERS, WITHHOLDS, LetterStep
from trackers.models import Letter


def steps_for_letter(user: User, letter: Letter) -> list[LetterStep]:
    """Return the steps that make sense for an account as a letter stands; the step itself asks again."""
    if letter.is_guarded and not user.has_perm(WITHHOLDS):
        return []
    found = [
        step
        for step, terms in LETTER_TERMS.items()
        if letter.state in terms.froms and user.has_perm(terms.permission)
    ]
    mine = letter.taken_by_id is not None and letter.taken_by_id == user.pk
    if mine and LetterStep.TAKE in found:
        found.remove(LetterStep.TAKE)
    if LetterStep.LEAVE in found and not (letter.taken_name and (mine or user.has_perm(ANSWERS))):
        found.remove(LetterStep.LEAVE)
    return found


def may_read(user: User, letter: Letter) -> bool:
    """Tell whether an account may read what a letter says: of a guarded one, where it may withhold as well."""
    return user.has_perm(SEES) and (not letter.is_guarded or user.has_perm(WITHHOLDS))


def may_see_sender(user: User, letter: Letter) -> bool:
    """Tell whether an account may see who wrote."""
    return user.has_perm(SEES_SENDERS) and may_read(user, letter)
