package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.schema.AttributeDefinition.Type.COMPLEX;
import static io.tessera.model.schema.AttributeDefinition.Type.DATE_TIME;
import static io.tessera.model.schema.AttributeDefinition.Type.INTEGER;
import static io.tessera.model.schema.AttributeDefinition.Type.STRING;
import static io.tessera.model.schema.AttributeDefinition.attribute;

import io.tessera.model.schema.AttributeDefinition.Builder;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;

/** The extension that tells a user's accounts at every target, to those who ask for it. */
public final class AccountsSchema {
  public static final String URN = "urn:tessera:scim:schemas:extension:accounts:1.0:User";

  /** The only attribute. */
  public static final String ACCOUNTS = "accounts";

  static final SchemaDefinition DEFINITION =
      new SchemaDefinition(
          URN,
          "Accounts",
          "The user's accounts at the targets; answered when asked for",
          List.of(
              attribute(ACCOUNTS, COMPLEX, "One for each target the user was sent to.")
                  .multiValued()
                  .mutability(Mutability.READ_ONLY)
                  .returned(Returned.REQUEST)
                  .sub(
                      read("target", STRING, "The name of the target."),
                      read("remoteId", STRING, "The target's own id; absent while not known.")
                          .caseExact(),
                      read("state", STRING, "How sure the server is of the account.")
                          .canonical(
                              "awaited", "active", "disabled", "unknown", "missing", "retired"),
                      read("lastOutcome", STRING, "What became of the newest operation.")
                          .canonical("waiting", "done", "superseded", "dead", "discarded"),
                      read("pending", INTEGER, "Operations not delivered yet."),
                      read("detail", STRING, "Why, and what to do; absent when all is well."),
                      read("lastModified", DATE_TIME, "When any of this last changed."))
                  .build()));

  private AccountsSchema() {}

  private static Builder read(String name, Type type, String description) {
    return attribute(name, type, description).mutability(Mutability.READ_ONLY);
  }
}
