"""What in a vacancy may discriminate or asks more than the work does, with the law, the place and other words.

from draaischijf.reading.concerns import find_concerns

for concern in find_concerns("Wij zoeken een jonge hond.", language="nl"):
    print(concern.ground, concern.law, concern.text, concern.rewrite)
"""

from draaischijf.reading.concerns.finder import find_concerns
from draaischijf.reading.concerns.result import Concern
from draaischijf.reading.concerns.rules import grounds

__all__ = ["Concern", "find_concerns", "grounds"]
