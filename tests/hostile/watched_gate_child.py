"""The process that examines files, watched."""

from recruit.intake.child import main
from recruit.intake.gate_child import examine
from tests.hostile.watched import watch

if __name__ == "__main__":
    watch()
    main(examine)
