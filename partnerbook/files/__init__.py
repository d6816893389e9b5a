"""Files as bytes and grids of cells: reading them safely, finding what changes in them, and writing them whole."""
