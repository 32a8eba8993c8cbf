package io.tessera.model.schema;

import static io.tessera.model.schema.AttributeDefinition.Mutability.READ_ONLY;
import static io.tessera.model.schema.AttributeDefinition.Type.COMPLEX;
import static io.tessera.model.schema.AttributeDefinition.Type.DATE_TIME;
import static io.tessera.model.schema.AttributeDefinition.Type.REFERENCE;
import static io.tessera.model.schema.AttributeDefinition.Type.STRING;

import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Uniqueness;
import java.util.List;

/** The attributes every resource has (RFC 7643 section 3.1). Not listed under any URN. */
final class CommonAttributes {
  static final SchemaDefinition SCHEMA =
      new SchemaDefinition(
          "urn:ietf:params:scim:schemas:common",
          "Common",
          "Attributes of every resource",
          List.of(
              AttributeDefinition.attribute(
                      "id", STRING, "The server's identifier of the resource.")
                  .caseExact()
                  .mutability(READ_ONLY)
                  .returned(Returned.ALWAYS)
                  .uniqueness(Uniqueness.SERVER)
                  .build(),
              AttributeDefinition.attribute(
                      "externalId", STRING, "The client's own identifier of the resource.")
                  .caseExact()
                  .build(),
              AttributeDefinition.attribute("meta", COMPLEX, "Facts about the resource itself.")
                  .mutability(READ_ONLY)
                  .sub(
                      AttributeDefinition.attribute("resourceType", STRING, "Its type.")
                          .caseExact()
                          .mutability(READ_ONLY),
                      AttributeDefinition.attribute("created", DATE_TIME, "When it was created.")
                          .mutability(READ_ONLY),
                      AttributeDefinition.attribute(
                              "lastModified", DATE_TIME, "When it last changed.")
                          .mutability(READ_ONLY),
                      AttributeDefinition.attribute("location", REFERENCE, "Its URI.")
                          .refersTo("uri")
                          .mutability(READ_ONLY),
                      AttributeDefinition.attribute("version", STRING, "Its entity tag.")
                          .caseExact()
                          .mutability(READ_ONLY))
                  .build()));

  private CommonAttributes() {}
}
