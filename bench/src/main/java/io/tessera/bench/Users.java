package io.tessera.bench;

/** Users of about 1.2 kB with the enterprise extension and no password. */
final class Users {
  private Users() {}

  static String name(String prefix, long number) {
    return prefix + number + "@example.com";
  }

  /**
   * Stands in the name's parts, externalId and employeeNumber; a hundred share all but two digits.
   */
  static String code(String prefix, long number) {
    return "%s%07d".formatted(prefix, number);
  }

  static String json(String prefix, long number) {
    String name = name(prefix, number);
    return """
    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "userName":"%1$s","externalId":"hr-%2$s",
    "name":{"formatted":"Dr. Given%2$s Family%2$s","familyName":"Family%2$s",
    "givenName":"Given%2$s","honorificPrefix":"Dr."},
    "displayName":"Given%2$s Family%2$s","nickName":"G%2$s","title":"Senior engineer",
    "userType":"Employee","preferredLanguage":"en-GB","locale":"en-GB",
    "timezone":"Europe/London","active":true,
    "emails":[{"value":"%1$s","type":"work","primary":true},
    {"value":"home.%1$s","type":"home"}],
    "phoneNumbers":[{"value":"+44 20 7946 0958","type":"work"},
    {"value":"+44 7700 900077","type":"mobile"}],
    "addresses":[{"type":"work","streetAddress":"100 Example Street","locality":"London",
    "region":"Greater London","postalCode":"EC1A 1BB","country":"GB","primary":true}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{
    "employeeNumber":"%2$s","costCenter":"4130","organization":"Example Ltd",
    "division":"Engineering","department":"Provisioning %3$s"}}
    """
        .formatted(name, code(prefix, number), number % 50)
        .replace("\n", "");
  }
}
