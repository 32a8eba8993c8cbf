package io.tessera.connector.salesforce.internal;

import io.tessera.connector.salesforce.internal.SalesforceSettings.Disabling;
import io.tessera.connector.salesforce.internal.SalesforceSettings.Removal;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates, changes, removes and reads users. The org never deletes one. */
final class Users implements Directory {
  private final SalesforceClient client;
  private final SalesforceSettings settings;
  private final UserDocuments documents;
  private final UserRecords records;
  private final Freezer freezer;

  Users(
      SalesforceClient client,
      SalesforceSettings settings,
      UserDocuments documents,
      UserRecords records) {
    this.client = client;
    this.settings = settings;
    this.documents = documents;
    this.records = records;
    this.freezer = new Freezer(client);
  }

  @Override
  public Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Attributes document = documents.ofNew(operation);
    RemoteId id;
    try {
      id = Directory.idOfNew(client.post("sobjects/User", document));
    } catch (TargetFailure refused) {
      throw refused.is("DUPLICATE_USERNAME") ? whereTaken(operation, refused) : refused;
    }
    try {
      completed(id, operation);
    } catch (TargetFailure refused) {
      Failed failed = refused.failed();
      throw TargetFailure.of(
          "",
          new Failed(
              FailureKind.UNKNOWN,
              "The user was created, but is not as it should be. " + failed.detail(),
              failed.retryAfter()));
    }
    return Outcome.applied(id);
  }

  /** Names are unique over all orgs; only one that is taken in this one can be adopted. */
  private TargetFailure whereTaken(Operation operation, TargetFailure refused)
      throws TargetFailure, InterruptedException {
    String name = operation.attributes().first(UserRecords.USERNAME).orElse("");
    List<Attributes> here =
        client.query(
            "SELECT Id FROM User WHERE Username = "
                + Soql.quoted(settings.usernames().full(name))
                + " LIMIT 1");
    return here.isEmpty()
        ? refused.as(
            FailureKind.INVALID,
            "Username: the name is taken in another org; choose another, such as one with a"
                + " domain of your own.")
        : refused;
  }

  /** What is not among the fields of a user. */
  private void completed(RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    Optional<Activity> activity = operation.activityIfAny();
    if (settings.disabling() == Disabling.FREEZE && activity.isPresent()) {
      freezer.set(id, activity.get() == Activity.DISABLED);
    }
    Optional<String> password =
        operation.attributes().first(SalesforceConnector.PASSWORD_ATTRIBUTE);
    if (password.isPresent()) {
      client.call(
          "sobjects/User/" + id + "/password",
          Attributes.builder().put("NewPassword", password.get()).build());
    }
  }

  @Override
  public Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    Attributes document = documents.differing(present(operation), operation);
    try {
      if (!document.isEmpty()) {
        client.patch("sobjects/User/" + id, document);
      }
      completed(id, operation);
    } catch (TargetFailure refused) {
      throw refused.failed().kind() == FailureKind.CONFLICT
          ? refused.as(FailureKind.INVALID, refused.failed().detail())
          : refused;
    }
    return Outcome.applied(id);
  }

  private Attributes present(Operation operation) throws TargetFailure, InterruptedException {
    return records
        .find(operation.existing(), operation.attributes().names())
        .orElseThrow(
            () -> TargetFailure.of(FailureKind.GONE, "The org has no such user any more."));
  }

  @Override
  public Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    RemoteId id = operation.existing();
    Optional<Attributes> present = records.find(id, List.of());
    if (present.isPresent()) {
      Attributes document = removal(id, present.get());
      if (!document.isEmpty()) {
        client.patch("sobjects/User/" + id, document);
      }
    }
    return Outcome.applied(id);
  }

  private Attributes removal(RemoteId id, Attributes present)
      throws TargetFailure, InterruptedException {
    if (settings.removal() == Removal.RELEASE) {
      return documents.ofRemoved(id.value());
    }
    return present.bool(UserRecords.ACTIVE).orElse(true)
        ? Attributes.builder().put(UserRecords.ACTIVE, false).build()
        : Attributes.empty();
  }

  @Override
  public Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    TargetAttributes asked = lookup.attributes();
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<Attributes> found =
        id.isPresent() ? records.find(id.get(), asked.names()) : records.find(asked);
    if (found.isEmpty()) {
      return new Reading.Absent();
    }
    return new Reading.Found(Directory.idOf(found.get()), records.asked(found.get(), asked));
  }

  @Override
  public List<String> plan(Operation operation) throws TargetFailure, InterruptedException {
    if (operation.action() == Action.CREATE) {
      List<String> calls = new ArrayList<>();
      calls.add("POST /sobjects/User: " + fields(documents.ofNew(operation)));
      calls.addAll(further("{id}", operation));
      return calls;
    }
    RemoteId id = operation.existing();
    String path = "PATCH /sobjects/User/" + id + ": ";
    if (operation.action() == Action.DELETE) {
      Optional<Attributes> present = records.find(id, List.of());
      Attributes document = present.isPresent() ? removal(id, present.get()) : Attributes.empty();
      return document.isEmpty() ? List.of() : List.of(path + fields(document));
    }
    List<String> calls = new ArrayList<>();
    Attributes document = documents.differing(present(operation), operation);
    if (!document.isEmpty()) {
      calls.add(path + fields(document));
    }
    calls.addAll(further(id.value(), operation));
    return calls;
  }

  private List<String> further(String id, Operation operation) {
    List<String> calls = new ArrayList<>();
    if (settings.disabling() == Disabling.FREEZE && operation.activityIfAny().isPresent()) {
      calls.add("PATCH /sobjects/UserLogin of " + id + ": IsFrozen");
    }
    if (operation.attributes().first(SalesforceConnector.PASSWORD_ATTRIBUTE).isPresent()) {
      calls.add("POST /sobjects/User/" + id + "/password");
    }
    return calls;
  }

  private static String fields(Attributes document) {
    return String.join(", ", document.names());
  }
}
