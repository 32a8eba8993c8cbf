package io.tessera.inbound.scim.internal;

/** Request bodies. */
final class Bodies {
  private Bodies() {}

  static String user(String userName) {
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
     "userName":"%s","name":{"familyName":"Miller","givenName":"Alice"},
     "emails":[{"value":"%s@example.com","type":"work","primary":true}],
     "password":"s3cret-s3cret"}\
    """
        .formatted(userName, userName);
  }

  static String patch(String operations) {
    return """
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[%s]}\
    """
        .formatted(operations);
  }
}
