"""参照: the working calendar, and who checked which article. `days` counts; it is pure."""
