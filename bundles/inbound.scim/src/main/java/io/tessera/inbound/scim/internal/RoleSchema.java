package io.tessera.inbound.scim.internal;

import static io.tessera.model.schema.AttributeDefinition.Mutability.IMMUTABLE;
import static io.tessera.model.schema.AttributeDefinition.Mutability.READ_ONLY;
import static io.tessera.model.schema.AttributeDefinition.Type.COMPLEX;
import static io.tessera.model.schema.AttributeDefinition.Type.REFERENCE;
import static io.tessera.model.schema.AttributeDefinition.Type.STRING;
import static io.tessera.model.schema.AttributeDefinition.attribute;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Builder;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Uniqueness;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import java.util.stream.Stream;

/** What is shown of roles. Administrators make them; clients change who is assigned one. */
final class RoleSchema {
  static final String URN = "urn:tessera:scim:schemas:core:1.0:Role";

  static final SchemaDefinition DEFINITION =
      new SchemaDefinition(
          URN,
          "Role",
          "Role",
          built(
              attribute("name", STRING, "The unique name, as it stands in a user's roles.")
                  .mutability(READ_ONLY)
                  .uniqueness(Uniqueness.SERVER),
              attribute("displayName", STRING, "The name for people.").mutability(READ_ONLY),
              attribute("description", STRING, "What the role is for.").mutability(READ_ONLY),
              attribute("includes", STRING, "Names of the roles that are held with it.")
                  .multiValued()
                  .mutability(READ_ONLY),
              attribute(
                      "members",
                      COMPLEX,
                      "Users who are assigned the role now; answered when asked for.")
                  .multiValued()
                  .returned(Returned.REQUEST)
                  .sub(
                      attribute("value", STRING, "The id of the user.")
                          .caseExact()
                          .mutability(IMMUTABLE),
                      attribute("$ref", REFERENCE, "The URI of the user.")
                          .refersTo("User")
                          .mutability(IMMUTABLE),
                      attribute("display", STRING, "The name of the user.")
                          .mutability(READ_ONLY))));

  /** For the readers of filters and patches; roles are no resources of the store. */
  static final ResourceSchema SCHEMA =
      new ResourceSchema(ResourceType.GROUP, DEFINITION, List.of());

  private RoleSchema() {}

  private static List<AttributeDefinition> built(Builder... attributes) {
    return Stream.of(attributes).map(Builder::build).toList();
  }
}
