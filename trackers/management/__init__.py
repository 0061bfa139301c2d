"""The operators' door: commands of manage.py."""
