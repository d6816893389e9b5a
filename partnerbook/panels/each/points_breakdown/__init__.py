"""Points breakdown: what each client gives, and every entry behind it."""
