"""Where an article mentions somebody who may speak."""
