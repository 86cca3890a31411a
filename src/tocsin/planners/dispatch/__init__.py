"""Who should go to an incident: options with their reasons, and why not the others."""
