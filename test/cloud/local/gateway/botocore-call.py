"""Signs a GET of ADDRESS with botocore, sends it unchanged, prints the status."""

import os
import urllib.error
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

request = AWSRequest("GET", os.environ["ADDRESS"])
credentials = Credentials(os.environ["KEY"], os.environ["SECRET"], os.environ["TOKEN"])
SigV4Auth(credentials, "execute-api", "us-east-1").add_auth(request)
try:
    with urllib.request.urlopen(urllib.request.Request(request.url, headers=dict(request.headers))) as answer:
        print(answer.status)
except urllib.error.HTTPError as refusal:
    print(refusal.code)
