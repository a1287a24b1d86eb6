"""The software of the cooperation desk."""
