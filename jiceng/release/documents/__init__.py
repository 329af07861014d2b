"""What a release says of itself: card, descriptors, citation, rights, quality."""
