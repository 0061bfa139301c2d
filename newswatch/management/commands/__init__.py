"""The operators' door of the project: running everything on one machine, the demo press."""
