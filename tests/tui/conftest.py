"""What the tests of the terminal interface share; the folder is put on the path for its fake desk and driver."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
