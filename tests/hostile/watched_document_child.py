"""The process that reads and parses files, watched."""

from recruit.intake.child import main
from recruit.intake.document_child import load, read_and_parse
from tests.hostile.watched import watch

if __name__ == "__main__":
    watch()
    main(read_and_parse, load)
