"""Warnings of the town at its doors: written from a template or freely, measured on the ground,
shown with their words open, rendered as CAP.
"""
