package io.tessera.system;

import java.util.List;
import java.util.Map;

/** Us as a client of a realm, over SAML. */
record SamlClient(String entityId, String callback, String signedOut) {
  Map<String, Object> document() {
    return Map.of(
        "clientId",
        entityId,
        "enabled",
        true,
        "protocol",
        "saml",
        "redirectUris",
        List.of(callback),
        "frontchannelLogout",
        true,
        "attributes",
        Map.of(
            "saml.assertion.signature", "true",
            "saml.server.signature", "true",
            "saml.client.signature", "false",
            "saml.encrypt", "false",
            "saml.authnstatement", "true",
            "saml.signature.algorithm", "RSA_SHA256",
            "saml_name_id_format", "persistent",
            "saml_force_name_id_format", "true",
            "saml_assertion_consumer_url_post", callback,
            "saml_single_logout_service_url_redirect", signedOut),
        "protocolMappers",
        List.of(email(), list("roles", "saml-role-list-mapper", "Role"), groups()));
  }

  private static Map<String, Object> email() {
    return Map.of(
        "name", "email",
        "protocol", "saml",
        "protocolMapper", "saml-user-property-mapper",
        "config",
            Map.of(
                "user.attribute", "email",
                "attribute.name", "urn:oid:1.2.840.113549.1.9.1",
                "friendly.name", "email",
                "attribute.nameformat", "URI Reference"));
  }

  private static Map<String, Object> groups() {
    return list("groups", "saml-group-membership-mapper", "groups");
  }

  /** One attribute for each value, as is the default there. */
  private static Map<String, Object> list(String name, String mapper, String attribute) {
    return Map.of(
        "name",
        name,
        "protocol",
        "saml",
        "protocolMapper",
        mapper,
        "config",
        Map.of(
            "attribute.name",
            attribute,
            "attribute.nameformat",
            "Basic",
            "single",
            "false",
            "full.path",
            "false"));
  }
}
