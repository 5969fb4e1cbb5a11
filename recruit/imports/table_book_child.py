"""The process that opens workbooks of candidates; see `recruit.imports.table_child`."""

from recruit.imports.table_books import read_book_table
from recruit.imports.table_child import answering
from recruit.intake.child import main

if __name__ == "__main__":
    main(answering(read_book_table))
