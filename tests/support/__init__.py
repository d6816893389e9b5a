"""What the tests share: other engines' figures, and three independent opinions on a workbook's soundness."""
