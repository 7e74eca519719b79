"""How often readers may leave a number, and how often members hear of it."""

from datetime import timedelta

from portal.accounts.rules import Limit

DAY = timedelta(days=1)
# A neighbourhood of addresses: carriers put thousands of people behind one.
FROM_A_NETWORK = Limit(30, DAY)
FROM_A_NUMBER = Limit(5, DAY)  # to five businesses
TO_A_STARTUP = Limit(60, DAY)
SAME = DAY  # the same number again within it is the same request
BETWEEN_MESSAGES = timedelta(hours=1)  # several requests are one message
TELLS_FOR = timedelta(days=3)
LONGEST_WORDS = 200
LONGEST_NAME = 60
KEPT_DAYS = 90  # portal.privacy deletes them then
