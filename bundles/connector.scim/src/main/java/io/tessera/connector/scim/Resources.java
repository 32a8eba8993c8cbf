package io.tessera.connector.scim;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates, changes, removes and reads the resource an operation is about. */
final class Resources {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int CONFLICT = 409;

  private final ScimClient client;
  private final ScimSettings settings;
  private final Dialect dialect;
  private final Capabilities capabilities;
  private final Members members;

  Resources(ScimClient client, ScimSettings settings, Dialect dialect, Capabilities capabilities) {
    this.client = client;
    this.settings = settings;
    this.dialect = dialect;
    this.capabilities = capabilities;
    this.members = new Members(client, dialect, settings.membersPerRequest());
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Endpoint endpoint = settings.required(operation.type());
    Attributes document =
        Documents.merged(dialect, endpoint.type(), Attributes.empty(), wanted(operation));
    if (!operation.members().add().isEmpty()) {
      document = document.with("members", Value.many(Members.elements(operation.members().add())));
    }
    Answer answer =
        client.send("POST", endpoint.uri(), document, operation.key(), Optional.empty());
    return Outcome.applied(idOfNew(answer));
  }

  private static RemoteId idOfNew(Answer answer) throws TargetFailure {
    try {
      Optional<RemoteId> id = answer.id();
      if (id.isPresent()) {
        return id.get();
      }
    } catch (TargetFailure notScim) {
      throw notScim.as(FailureKind.UNKNOWN, notScim.failed().detail());
    }
    throw TargetFailure.of(
        FailureKind.UNKNOWN, "The service said the resource was created, but not its id.");
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    Endpoint endpoint = settings.required(operation.type());
    try {
      if (byPut()) {
        put(endpoint, operation);
      } else {
        patch(endpoint, operation);
      }
      return Outcome.applied(operation.existing());
    } catch (TargetFailure refused) {
      if (refused.isStatus(NOT_FOUND) || refused.isStatus(GONE)) {
        boolean explained = refused.failed().kind() != FailureKind.CONFIGURATION;
        throw explained ? refused : gone(refused);
      }
      throw refused.isStatus(CONFLICT)
          ? refused.as(FailureKind.INVALID, refused.failed().detail())
          : refused;
    }
  }

  private boolean byPut() throws TargetFailure, InterruptedException {
    return switch (settings.updateMode()) {
      case PATCH -> false;
      case PUT -> true;
      case AUTO -> !capabilities.get().patch();
    };
  }

  private List<Desired> wanted(Operation operation) throws TargetFailure {
    return Desired.of(
        dialect, operation, settings.domain().outward(operation.type(), operation.attributes()));
  }

  private static TargetFailure gone(TargetFailure refused) {
    return refused.as(FailureKind.GONE, "The resource does not exist in the service any more.");
  }

  private void patch(Endpoint endpoint, Operation operation)
      throws TargetFailure, InterruptedException {
    URI uri = endpoint.of(operation.existing());
    List<Desired> wanted = wanted(operation);
    boolean nothingElse = wanted.isEmpty() && operation.members().isEmpty();
    Attributes current = Attributes.empty();
    Optional<String> etag = Optional.empty();
    if (nothingElse || dialect.patchNeedsCurrent(wanted)) {
      Set<String> touched =
          wanted.stream().map(each -> each.path().attribute()).collect(Collectors.toSet());
      Answer present = client.get(endpoint.readable(operation.existing(), touched));
      current = present.document();
      etag = present.etag(current);
    }
    Optional<Attributes> patch = dialect.patch(endpoint.type(), current, wanted);
    if (patch.isPresent()) {
      client.send("PATCH", uri, patch.get(), operation.key(), etag);
    }
    members.patch(uri, operation.members(), operation.key());
  }

  /** Reads the whole resource first: what we leave out of a PUT, the service removes. */
  private void put(Endpoint endpoint, Operation operation)
      throws TargetFailure, InterruptedException {
    URI uri = endpoint.of(operation.existing());
    Answer present = client.get(uri);
    Attributes read = present.document();
    Attributes current = withMembers(endpoint, uri, read);
    Attributes document = Documents.merged(dialect, endpoint.type(), current, wanted(operation));
    if (!operation.members().isEmpty()) {
      Value members = Value.many(Members.merged(current, operation.members()));
      // Nobody left is said by an empty list: an absent one may mean "as it was".
      document = document.toBuilder().keep("members", members).build();
    }
    if (!document.equals(current.without("meta"))) {
      replace(uri, document, operation, present.etag(read));
    }
  }

  /** Some services name the members of a group only when asked for them. */
  private Attributes withMembers(Endpoint endpoint, URI uri, Attributes resource)
      throws TargetFailure, InterruptedException {
    if (endpoint.type() != ResourceType.GROUP || resource.get("members").isPresent()) {
      return resource;
    }
    Attributes asked = client.get(URI.create(uri + "?attributes=members")).document();
    return resource.with("members", asked.get("members").orElse(Value.NONE));
  }

  private void replace(URI uri, Attributes document, Operation operation, Optional<String> etag)
      throws TargetFailure, InterruptedException {
    try {
      client.send("PUT", uri, document, operation.key(), etag);
    } catch (TargetFailure refused) {
      boolean unclear = refused.isStatus(NOT_FOUND) && !operation.members().isEmpty();
      throw unclear ? members.whatIsMissing(uri, refused) : refused;
    }
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    Endpoint endpoint = settings.required(operation.type());
    try {
      client.delete(endpoint.of(operation.existing()), operation.key());
    } catch (TargetFailure refused) {
      boolean gone =
          refused.isStatus(NOT_FOUND)
              || refused.isStatus(GONE)
              || refused.failed().kind() == FailureKind.GONE;
      if (!gone) {
        throw refused;
      }
    }
    return Outcome.applied(operation.existing());
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Endpoint endpoint = settings.required(lookup.type());
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<Attributes> found =
        id.isPresent()
            ? byId(endpoint, id.get(), lookup.attributes())
            : byKey(endpoint, settings.domain().outward(lookup.type(), lookup.attributes()));
    return found.isEmpty() ? new Reading.Absent() : observed(found.get(), lookup);
  }

  private Optional<Attributes> byId(Endpoint endpoint, RemoteId id, TargetAttributes asked)
      throws TargetFailure, InterruptedException {
    try {
      return Optional.of(client.get(endpoint.readable(id, whole(asked))).document());
    } catch (TargetFailure refused) {
      if (refused.isStatus(NOT_FOUND)
          || refused.isStatus(GONE)
          || refused.failed().kind() == FailureKind.GONE) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** The attributes that target attributes are parts of. */
  private static Set<String> whole(TargetAttributes parts) throws TargetFailure {
    Set<String> whole = new LinkedHashSet<>();
    for (String name : parts.names()) {
      whole.add(ScimPath.parse(name).attribute());
    }
    return whole;
  }

  private Optional<Attributes> byKey(Endpoint endpoint, TargetAttributes given)
      throws TargetFailure, InterruptedException {
    LookupFilter filter = endpoint.filter();
    URI matching = endpoint.matching(filter.with(given), whole(given));
    List<Attributes> found = client.get(matching).list().resources();
    if (found.size() > 1) {
      throw TargetFailure.of(
          FailureKind.INVALID, "Several resources match; remove or tell apart the doubles.");
    }
    for (Attributes each : found) {
      refuseOther(filter, given, each);
    }
    return found.stream().findFirst();
  }

  /** A service that ignores filters would hand us somebody else's account. */
  private static void refuseOther(LookupFilter filter, TargetAttributes given, Attributes found)
      throws TargetFailure {
    if (!filter.isMetBy(found, given)) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The service does not filter by " + filter + "; choose another filter or key attribute.");
    }
  }

  private Reading observed(Attributes resource, Lookup lookup) throws TargetFailure {
    RemoteId id = Answer.requiredId(resource);
    TargetAttributes.Builder observed = TargetAttributes.builder();
    for (String name : lookup.attributes().names()) {
      ScimPath path = ScimPath.parse(name);
      // Whatever a service tells, it would reach logs and comparisons.
      if (!path.attribute().equalsIgnoreCase("password")) {
        observed.put(name, Documents.texts(resource, path));
      }
    }
    return new Reading.Found(id, settings.domain().inward(lookup.type(), observed.build()));
  }
}
