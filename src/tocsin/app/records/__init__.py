"""Answers to requests for records: gathered through `access`, written, signed, checked."""
