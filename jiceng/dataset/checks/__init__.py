"""The contract's promises, proved on pages before they are written and on any build."""
