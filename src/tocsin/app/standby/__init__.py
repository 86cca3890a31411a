"""A second machine: the link from the writer, the door of the standby, and taking over."""
