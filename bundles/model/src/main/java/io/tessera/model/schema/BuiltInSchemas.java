package io.tessera.model.schema;

import static io.tessera.model.schema.AttributeDefinition.Mutability.IMMUTABLE;
import static io.tessera.model.schema.AttributeDefinition.Mutability.READ_ONLY;
import static io.tessera.model.schema.AttributeDefinition.Mutability.WRITE_ONLY;
import static io.tessera.model.schema.AttributeDefinition.Type.BINARY;
import static io.tessera.model.schema.AttributeDefinition.Type.BOOLEAN;
import static io.tessera.model.schema.AttributeDefinition.Type.COMPLEX;
import static io.tessera.model.schema.AttributeDefinition.Type.REFERENCE;
import static io.tessera.model.schema.AttributeDefinition.Type.STRING;
import static io.tessera.model.schema.AttributeDefinition.attribute;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition.Builder;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Uniqueness;
import java.util.List;

/** The schemas of RFC 7643 sections 4.1 to 4.3, as this server keeps them. */
public final class BuiltInSchemas {
  public static final String USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
  public static final String GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";
  public static final String ENTERPRISE_URN =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private static final ResourceSchema USERS =
      new ResourceSchema(ResourceType.USER, user(), List.of(enterprise()));
  private static final ResourceSchema GROUPS =
      new ResourceSchema(ResourceType.GROUP, group(), List.of());

  private BuiltInSchemas() {}

  /** The schema of a resource type without any custom extension. */
  public static ResourceSchema of(ResourceType type) {
    return type == ResourceType.USER ? USERS : GROUPS;
  }

  private static SchemaDefinition user() {
    return new SchemaDefinition(
        USER_URN,
        "User",
        "User Account",
        build(
            text("userName", "The unique name the person signs in with.")
                .required()
                .uniqueness(Uniqueness.SERVER),
            attribute("name", COMPLEX, "The parts of the person's name.")
                .sub(
                    text("formatted", "The full name, ready for display."),
                    text("familyName", "The family name."),
                    text("givenName", "The given name."),
                    text("middleName", "The middle name or names."),
                    text("honorificPrefix", "Prefix or title, such as 'Dr.'."),
                    text("honorificSuffix", "Suffix, such as 'III'.")),
            text("displayName", "The name shown to others."),
            text("nickName", "The casual name."),
            attribute("profileUrl", REFERENCE, "The page about the person.").refersTo("external"),
            text("title", "The person's title, such as 'Vice President'."),
            text("userType", "Relationship to the organization, such as 'Employee'."),
            text("preferredLanguage", "Preferred languages as in Accept-Language."),
            text("locale", "Default location for formats, such as 'en-US'."),
            text("timezone", "Time zone in IANA form, such as 'Europe/Berlin'."),
            attribute("active", BOOLEAN, "Whether the account may be used."),
            text("password", "The clear-text password; never readable.")
                .caseExact()
                .mutability(WRITE_ONLY)
                .returned(Returned.NEVER),
            plural("emails", STRING, "E-mail addresses.", "work", "home", "other"),
            plural(
                "phoneNumbers",
                STRING,
                "Telephone numbers.",
                "work",
                "home",
                "mobile",
                "fax",
                "pager",
                "other"),
            plural(
                "ims",
                STRING,
                "Instant messaging addresses.",
                "aim",
                "gtalk",
                "icq",
                "xmpp",
                "skype",
                "qq",
                "yahoo"),
            plural("photos", REFERENCE, "Images of the person.", "photo", "thumbnail"),
            attribute("addresses", COMPLEX, "Postal addresses.")
                .multiValued()
                .sub(
                    text("formatted", "The full address, ready for a label."),
                    text("streetAddress", "Street, house number, post office box."),
                    text("locality", "City or locality."),
                    text("region", "State or region."),
                    text("postalCode", "Postal code."),
                    text("country", "Country by ISO 3166-1 alpha-2 code."),
                    text("type", "What the address is for.").canonical("work", "home", "other"),
                    attribute("primary", BOOLEAN, "Whether this is the preferred one.")),
            attribute("groups", COMPLEX, "Groups the person belongs to, directly or indirectly.")
                .multiValued()
                .mutability(READ_ONLY)
                .sub(
                    text("value", "The id of the group.").caseExact().mutability(READ_ONLY),
                    attribute("$ref", REFERENCE, "The URI of the group.")
                        .refersTo("User", "Group")
                        .mutability(READ_ONLY),
                    text("display", "The name of the group.").mutability(READ_ONLY),
                    text("type", "How the person belongs to it.")
                        .canonical("direct", "indirect")
                        .mutability(READ_ONLY)),
            plural("entitlements", STRING, "Rights of the person."),
            plural("roles", STRING, "Roles of the person."),
            plural("x509Certificates", BINARY, "Certificates of the person, DER in base64.")));
  }

  private static SchemaDefinition group() {
    return new SchemaDefinition(
        GROUP_URN,
        "Group",
        "Group",
        build(
            text("displayName", "The unique name of the group.")
                .required()
                .uniqueness(Uniqueness.SERVER),
            attribute(
                    "members",
                    COMPLEX,
                    "Users and groups that belong to it; answered when asked for.")
                .multiValued()
                .returned(Returned.REQUEST)
                .sub(
                    text("value", "The id of the member.").caseExact().mutability(IMMUTABLE),
                    attribute("$ref", REFERENCE, "The URI of the member.")
                        .refersTo("User", "Group")
                        .mutability(IMMUTABLE),
                    text("type", "User or Group.").canonical("User", "Group").mutability(IMMUTABLE),
                    text("display", "The name of the member.").mutability(READ_ONLY))));
  }

  private static SchemaDefinition enterprise() {
    return new SchemaDefinition(
        ENTERPRISE_URN,
        "EnterpriseUser",
        "Enterprise User",
        build(
            text("employeeNumber", "Identifier given by the organization."),
            text("costCenter", "Cost center."),
            text("organization", "Organization."),
            text("division", "Division."),
            text("department", "Department."),
            attribute("manager", COMPLEX, "The person's manager.")
                .sub(
                    text("value", "The id of the manager.").caseExact(),
                    attribute("$ref", REFERENCE, "The URI of the manager.").refersTo("User"),
                    text("displayName", "The name of the manager.").mutability(READ_ONLY))));
  }

  private static Builder text(String name, String description) {
    return attribute(name, STRING, description);
  }

  /** A multi-valued attribute with the default sub-attributes of RFC 7643 section 2.4. */
  private static Builder plural(
      String name, AttributeDefinition.Type valueType, String description, String... types) {
    Builder value = attribute("value", valueType, "The value itself.");
    return attribute(name, COMPLEX, description)
        .multiValued()
        .sub(
            valueType == AttributeDefinition.Type.REFERENCE ? value.refersTo("external") : value,
            text("display", "A name for display."),
            text("type", "What it is for.").canonical(types),
            attribute("primary", BOOLEAN, "Whether this is the preferred one."));
  }

  private static List<AttributeDefinition> build(Builder... attributes) {
    return List.of(attributes).stream().map(Builder::build).toList();
  }
}
