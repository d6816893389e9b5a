"""What people type, in any of our languages, becomes a value or a code, or one sentence says why not."""
