"""The Excel functions: one table says what they are, and every host that offers them is made from it."""
