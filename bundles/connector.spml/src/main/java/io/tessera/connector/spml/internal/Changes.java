package io.tessera.connector.spml.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spml.internal.Provider.Effect;
import io.tessera.connector.spml.internal.SpmlSettings.Kind;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds, modifies and deletes the object an operation is about. */
final class Changes {
  private final Provider provider;
  private final SpmlSettings settings;
  private final Spml spml;
  private final Lookups lookups;

  Changes(Provider provider, SpmlSettings settings, Spml spml, Lookups lookups) {
    this.provider = provider;
    this.settings = settings;
    this.spml = spml;
    this.lookups = lookups;
  }

  Outcome create(Operation operation) throws HttpFailure, InterruptedException {
    requirePossible(operation);
    XmlElement response = provider.send(add(operation), Effect.CREATION);
    try {
      RemoteId id =
          Spml.child(response, "pso")
              .flatMap(Lookups::identifier)
              .orElseThrow(
                  () -> new HttpFailure(FailureKind.UNKNOWN, "the answer has no identifier."));
      setPassword(operation, id);
      // What is new is active.
      if (operation.activity() == Activity.DISABLED) {
        setActivity(operation, id);
      }
      return Outcome.applied(id);
    } catch (HttpFailure half) {
      Failed failed = half.failed();
      throw new HttpFailure(
          new Failed(
              FailureKind.UNKNOWN,
              "It was added, but then: " + failed.detail(),
              failed.retryAfter()));
    }
  }

  private XmlElement add(Operation operation) {
    Kind kind = settings.kind(operation.type());
    XmlElement.Builder data = XmlElement.of(Spml.CORE, "data");
    data.child(Spml.attribute(settings.classAttribute(), List.of(kind.objectClass())));
    operation.attributes().asMap().entrySet().stream()
        .filter(e -> !e.getValue().isEmpty() && isWritten(e.getKey()))
        .forEach(e -> data.child(Spml.attribute(e.getKey(), e.getValue())));
    List<String> members = ids(operation.members().add());
    if (!members.isEmpty()) {
      data.child(Spml.attribute(settings.memberAttribute(), members));
    }
    XmlElement.Builder request =
        spml.targeted(Spml.request(Spml.CORE, "addRequest", requestId(operation)))
            .attribute("returnData", "identifier");
    if (!kind.container().isEmpty()) {
      request.child(spml.identifier(Spml.CORE, "containerID", kind.container()));
    }
    return request.child(data.build()).build();
  }

  /** An xsd:ID begins with a letter. */
  private static String requestId(Operation operation) {
    return "k" + operation.key().value().replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  private boolean isWritten(String attribute) {
    boolean separately =
        settings.passwordByRequest() && attribute.equals(settings.passwordAttribute());
    return !separately && !attribute.equalsIgnoreCase(settings.classAttribute());
  }

  private void requirePossible(Operation operation) throws HttpFailure {
    if (operation.type() == ObjectType.USER
        && operation.activity() == Activity.DISABLED
        && !settings.suspends()) {
      throw new HttpFailure(
          FailureKind.INVALID, "Accounts cannot be suspended by these settings; set suspend.");
    }
  }

  Outcome update(Operation operation) throws HttpFailure, InterruptedException {
    requirePossible(operation);
    RemoteId id = operation.existing();
    List<XmlElement> modifications = modifications(operation);
    if (operation.members().isEmpty()) {
      modify(operation, id, modifications);
    } else {
      modifyGroup(operation, id, modifications);
    }
    setPassword(operation, id);
    setActivity(operation, id);
    boolean nothingSaid =
        modifications.isEmpty() && operation.members().isEmpty() && operation.activity() == null;
    if (nothingSaid && lookups.byId(id).isEmpty()) {
      throw gone();
    }
    return Outcome.applied(id);
  }

  private static HttpFailure gone() {
    return new HttpFailure(FailureKind.GONE, "The object does not exist any more.");
  }

  private List<XmlElement> modifications(Operation operation) {
    List<XmlElement> modifications = new ArrayList<>();
    operation
        .attributes()
        .asMap()
        .forEach(
            (name, values) -> {
              if (isWritten(name)) {
                modifications.add(Spml.modification(name, "replace", values));
              }
            });
    return modifications;
  }

  private void modify(Operation operation, RemoteId id, List<XmlElement> modifications)
      throws HttpFailure, InterruptedException {
    if (modifications.isEmpty()) {
      return;
    }
    XmlElement request =
        spml.about(Spml.CORE, "modifyRequest", id, requestId(operation))
            .attribute("returnData", "identifier")
            .children(modifications)
            .build();
    try {
      provider.send(request, Effect.CHANGE);
    } catch (HttpFailure refused) {
      // Another object has the name; a conflict is one of creations.
      throw as(refused, FailureKind.CONFLICT, FailureKind.INVALID);
    }
  }

  private static HttpFailure as(HttpFailure failure, FailureKind from, FailureKind to) {
    Failed failed = failure.failed();
    return failed.kind() == from
        ? new HttpFailure(new Failed(to, failed.detail(), failed.retryAfter()))
        : failure;
  }

  /** SPML leaves open what adding a present value does, so only what is missing is added. */
  private void modifyGroup(Operation operation, RemoteId id, List<XmlElement> modifications)
      throws HttpFailure, InterruptedException {
    Account group = lookups.byId(id).orElseThrow(Changes::gone);
    List<String> present = group.attributes().all(settings.memberAttribute());
    List<String> add =
        ids(operation.members().add()).stream().filter(m -> !present.contains(m)).toList();
    List<String> remove =
        ids(operation.members().remove()).stream().filter(present::contains).toList();
    List<XmlElement> all = new ArrayList<>(modifications);
    if (!add.isEmpty()) {
      all.add(Spml.modification(settings.memberAttribute(), "add", add));
    }
    if (!remove.isEmpty()) {
      all.add(Spml.modification(settings.memberAttribute(), "delete", remove));
    }
    try {
      modify(operation, id, all);
    } catch (HttpFailure refused) {
      // The group was there just now: what is missing is a member, unless it has gone since.
      boolean stillThere =
          refused.failed().kind() == FailureKind.GONE && lookups.byId(id).isPresent();
      throw stillThere ? as(refused, FailureKind.GONE, FailureKind.INVALID) : refused;
    }
  }

  private static List<String> ids(List<Member> members) {
    return members.stream().map(m -> m.id().value()).toList();
  }

  private void setPassword(Operation operation, RemoteId id)
      throws HttpFailure, InterruptedException {
    Optional<String> password = operation.attributes().first(settings.passwordAttribute());
    boolean separately = operation.type() == ObjectType.USER && settings.passwordByRequest();
    if (password.isPresent() && separately) {
      XmlElement request =
          spml.about(Spml.PASSWORD, "setPasswordRequest", id, Lookups.fresh())
              .child(Spml.PASSWORD, "password", password.get())
              .build();
      provider.send(request, Effect.CHANGE);
    }
  }

  private void setActivity(Operation operation, RemoteId id)
      throws HttpFailure, InterruptedException {
    @Nullable Activity activity = operation.activity();
    if (activity != null && operation.type() == ObjectType.USER && settings.suspends()) {
      String name = activity == Activity.ENABLED ? "resumeRequest" : "suspendRequest";
      provider.send(spml.about(Spml.SUSPEND, name, id, Lookups.fresh()).build(), Effect.CHANGE);
    }
  }

  Outcome delete(Operation operation) throws HttpFailure, InterruptedException {
    RemoteId id = operation.existing();
    XmlElement request = spml.about(Spml.CORE, "deleteRequest", id, requestId(operation)).build();
    try {
      provider.send(request, Effect.CHANGE);
    } catch (HttpFailure refused) {
      if (refused.failed().kind() != FailureKind.GONE) {
        throw refused;
      }
    }
    return Outcome.applied(id);
  }

  /** The requests that applying an operation sends, in their order. */
  List<String> plan(Operation operation) {
    if (operation.action() == Action.DELETE) {
      return List.of("deleteRequest");
    }
    List<String> lines = new ArrayList<>();
    List<String> names = operation.attributes().names().stream().filter(this::isWritten).toList();
    String members = operation.members().isEmpty() ? "" : " " + settings.memberAttribute();
    boolean create = operation.action() == Action.CREATE;
    if (create || !names.isEmpty() || !members.isEmpty()) {
      lines.add((create ? "addRequest: " : "modifyRequest: ") + String.join(", ", names) + members);
    }
    boolean user = operation.type() == ObjectType.USER;
    boolean password =
        operation.attributes().first(settings.passwordAttribute()).isPresent()
            && settings.passwordByRequest();
    if (user && password) {
      lines.add("setPasswordRequest");
    }
    @Nullable Activity activity = operation.activity();
    if (user && activity == Activity.DISABLED) {
      lines.add("suspendRequest");
    } else if (user && activity != null && !create && settings.suspends()) {
      lines.add("resumeRequest");
    }
    return lines;
  }
}
