"""Claims and evidence: how current a skill is and how well it is shown."""
