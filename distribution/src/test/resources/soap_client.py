"""Drives every operation of every SOAP service through zeep, which reads the WSDLs itself.

Arguments: the address of the server, the file with the administrator's password. What is left
behind is told on the last line; a step that went wrong ends the program.
"""

import sys
import time

import requests
import zeep

BASE, PASSWORD_FILE = sys.argv[1:3]
CLAIM = "http://wso2.org/claims/"
CLAIM_VALUE = "{http://common.mgt.user.carbon.wso2.org/xsd}ClaimValue"
USED = set()


class Service:
    """A service whose calls are counted."""

    def __init__(self, name, port):
        session = requests.Session()
        with open(PASSWORD_FILE, encoding="utf-8") as file:
            session.auth = ("admin", file.read().strip())
        transport = zeep.Transport(session=session)
        self.name = name
        self.client = zeep.Client(f"{BASE}/services/{name}?wsdl", transport=transport)
        self.proxy = self.client.bind(name, port)

    def __getattr__(self, operation):
        USED.add((self.name, operation))
        return getattr(self.proxy, operation)

    def operations(self):
        port = next(iter(self.client.wsdl.services[self.name].ports.values()))
        return {(self.name, operation) for operation in port.binding._operations}

    def claims(self, **values):
        claim = self.client.get_type(CLAIM_VALUE)
        return [claim(claimURI=CLAIM + uri, value=value) for uri, value in values.items()]


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"


def refused(call, words):
    try:
        call()
    except zeep.exceptions.Fault as fault:
        assert words in fault.message, fault.message
    else:
        raise AssertionError(f"not refused with {words}")


def eventually(question, answer, pause=0.1):
    deadline = time.monotonic() + 30
    while question() != answer:
        assert time.monotonic() < deadline, f"never {answer!r}"
        time.sleep(pause)


def eventually_right(store, user, password):
    """A new password may take five seconds; asking often would count as guessing."""
    eventually(lambda: store.authenticate(user, password), True, pause=2)


def user_store(name, port, done):
    store = Service(name, name + port)
    user = "zeep" + port[-10:-8]
    role, internal = user + "role", "Internal/" + user
    claims = store.claims(givenname="Zeep", lastname="Client", emailaddress=user + "@example.org")
    same(store.addUser(user, "Correct-horse-7", [], claims, None, False), done)
    refused(lambda: store.addUser(user, None, [], [], None, False), "UserAlreadyExisting")
    same(store.authenticate(user, "Correct-horse-7"), True)
    same(store.authenticate(user, "wrong"), False)
    same(store.updateCredential(user, "Correct-horse-8", "Correct-horse-7"), done)
    eventually_right(store, user, "Correct-horse-8")
    same(store.updateCredentialByAdmin(user, "Correct-horse-9"), done)
    eventually_right(store, user, "Correct-horse-9")
    same(store.isExistingUser(user), True)
    same(store.isReadOnly(), False)

    same(store.addRole(role, [user], []), done)
    same(store.addRole(internal, [], []), done)
    same(store.isExistingRole(role), True)
    same(store.getUserListOfRole(role), [user])
    same(store.updateRoleListOfUser(user, [role], [internal]), done)
    same(store.getRoleListOfUser(user), [internal, "Internal/everyone"])
    assert {role, internal} <= set(store.getRoleNames())
    assert internal in store.getHybridRoles()
    same(store.updateUserListOfRole(role, [], [user]), done)
    same(store.updateRoleName(role, role + "2"), done)
    same(store.deleteRole(internal), done)

    same(store.setUserClaimValue(user, CLAIM + "title", "Engineer", "default"), done)
    same(store.getUserClaimValue(user, CLAIM + "title", None), "Engineer")
    same(store.setUserClaimValues(user, store.claims(mobile="1", department="R"), None), done)
    same(store.addUserClaimValue(user, CLAIM + "emailAddresses", "b@example.org", None), done)
    same(store.addUserClaimValues(user, store.claims(entitlements="x,y"), None), done)
    same(store.deleteUserClaimValue(user, CLAIM + "mobile", None), done)
    same(store.deleteUserClaimValues(user, [CLAIM + "department"], None), done)
    wanted = [CLAIM + "entitlements", CLAIM + "mobile", CLAIM + "emailaddress"]
    found = store.getUserClaimValuesForClaims(user, wanted, None)
    same([claim.value for claim in found], ["x,y", user + "@example.org"])
    told = {claim.claimUri: claim.value for claim in store.getUserClaimValues(user, None)}
    same(told[CLAIM + "title"], "Engineer")
    refused(lambda: store.setUserClaimValue(user, CLAIM + "nix", "1", None), CLAIM + "nix")

    same(store.listUsers(user[:-1] + "*", 10)[-1:] != [], True)
    same(store.getUserList(CLAIM + "emailaddress", user + "@*", None), [user])
    same(store.getAllProfileNames(), ["default"])
    same(store.getProfileNames(user), ["default"])
    same(store.getUserId(user), store.getUserId(user))
    same(store.getTenantId(), -1234)
    same(store.getTenantIdofUser(user), -1234)
    same(store.getPasswordExpirationTime(user), -1)
    same(store.getProperties(None), [])
    same(store.addUser(user + "gone", None, [], [], None, False), done)
    same(store.deleteUser(user + "gone"), done)
    same(store.isExistingUser(user + "gone"), False)
    return store


def claim_manager():
    claims = Service("RemoteClaimManagerService", "RemoteClaimManagerServiceHttpsSoap11Endpoint")
    assert CLAIM + "title" in claims.getAllClaimUris()
    same(claims.getAttributeName(CLAIM + "title"), "title")
    same(claims.getAttributeNameFromDomain("PRIMARY", CLAIM + "title"), "title")
    same(claims.getClaim(CLAIM + "title").claimUri, CLAIM + "title")
    same(claims.getClaimMapping(CLAIM + "title").mappedAttribute, "title")
    assert len(claims.getAllClaimMappings(CLAIM[:-1])) > 30
    assert len(claims.getAllSupportClaimMappingsByDefault()) > 30
    same(claims.getAllRequiredClaimMappings()[0].claim.claimUri, CLAIM + "username")
    for write in ("addNewClaimMapping", "updateClaimMapping", "deleteClaimMapping"):
        refused(lambda: getattr(claims, write)(None), "configured")
    return claims


def plain():
    service = Service("ProvisioningService", "ProvisioningSoap11")
    ref = {"externalId": "zeep-1"}
    data = {"externalId": "zeep-1", "userName": "zeepplain", "familyName": "Plain"}
    first = service.createUser(data)
    again = service.createUser(data)
    same((again.id, again.version, again.changed), (first.id, first.version, False))
    same(service.updateUser(ref, {"title": "Engineer"}).changed, True)
    same(service.setActive(ref, False).changed, True)
    group = service.createGroup("zeep-g", "zeepgroup").id
    member = {"group": {"id": group}, "user": ref}
    same(service.addMember(**member).changed, True)
    same(service.removeMember(**member).changed, True)
    same(service.grantRole(ref, "auditor").changed, True)
    found = service.findUser(ref)
    same((found.data.title, found.role), ("Engineer", ["auditor"]))
    same(service.revokeRole(ref, "auditor").changed, True)
    same(len(service.findUsers('userName eq "zeepplain"', None, 5).user), 1)
    eventually(lambda: [a.upToDate for a in service.getAccounts(ref)], [True])
    same(service.createUser({"userName": "zeepgone"}).changed, True)
    same(service.deleteUser({"userName": "zeepgone"}), True)
    same(service.deleteGroup({"id": group}), True)
    refused(lambda: service.updateUser({"externalId": "nix"}, {}), "There is no such user")
    return service


SERVICES = [
    user_store("RemoteUserStoreManagerService", "HttpsSoap11Endpoint", None),
    user_store("RemoteUserStoreManagerServiceV2", "HttpsSoap12Endpoint", True),
    claim_manager(),
    plain(),
]
ALL = set().union(*(service.operations() for service in SERVICES))
assert ALL <= USED, f"not driven: {sorted(ALL - USED)}"
print(f"{len(ALL)} operations")
