package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.NETWORK;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.operation;
import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.kit.Counterpart.Seen;
import io.tessera.connector.kit.Subject.Ability;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one test has before it: a connector, its counterpart, and words for what to do to them. */
final class Trial {
  private @Nullable Subject subject;
  private @Nullable Connector connector;

  Trial(Subject subject) {
    this.subject = subject;
  }

  Subject subject() {
    return Optional.ofNullable(subject).orElseThrow(() -> new IllegalStateException("ended"));
  }

  /** The one that reaches its counterpart without detours. */
  Connector connector() {
    if (connector == null) {
      connector = subject().connector(Reach.DIRECTLY);
    }
    return connector;
  }

  /** Closes the connectors and forgets them: what is still in memory now is held by others. */
  void end() {
    Subject last = subject;
    subject = null;
    connector = null;
    if (last != null) {
      last.close();
    }
  }

  /** What the subject does not rule out and the connector implements. */
  Set<Ability> abilities() {
    Set<Ability> able = EnumSet.noneOf(Ability.class);
    able.addAll(subject().abilities());
    able.removeIf(ability -> !ability.type().isInstance(connector()));
    return able;
  }

  boolean can(Ability ability) {
    return abilities().contains(ability);
  }

  void needs(Ability ability) {
    assumeTrue(can(ability), "the connector has no ability " + ability);
  }

  /** Users, and groups where the connector knows them. */
  List<ObjectType> types() {
    return can(Ability.GROUPS) ? List.of(USER, GROUP) : List.of(USER);
  }

  FaultyProxy proxy() {
    needs(NETWORK);
    return FaultyProxy.to(subject().counterpart().address().orElseThrow());
  }

  /** In front of a counterpart that speaks plain HTTP. */
  FaultyProxy httpProxy() {
    assumeTrue(subject().speaksHttp(), "the counterpart does not speak plain HTTP");
    return proxy();
  }

  Readable readable() {
    return (Readable) connector();
  }

  Outcome apply(Operation operation) throws InterruptedException {
    return connector().apply(operation);
  }

  Outcome create(ObjectType type, String name) throws InterruptedException {
    return apply(creation(type, name));
  }

  Operation creation(ObjectType type, String name) {
    Activity activity = type == USER ? Activity.ENABLED : null;
    return operation(
        Action.CREATE, type, null, subject().named(type, name), activity, MemberDelta.NONE);
  }

  Operation activity(RemoteId id, String name, Activity wanted) {
    TargetAttributes named = subject().named(USER, name);
    return operation(Action.UPDATE, USER, id, named, wanted, MemberDelta.NONE);
  }

  Operation deletion(ObjectType type, RemoteId id, String name) {
    TargetAttributes named = subject().named(type, name);
    return operation(Action.DELETE, type, id, named, null, MemberDelta.NONE);
  }

  void members(RemoteId group, String name, MemberDelta delta) throws InterruptedException {
    TargetAttributes named = subject().named(GROUP, name);
    applied(apply(operation(Action.UPDATE, GROUP, group, named, null, delta)));
  }

  /** The remote id of a user that is not there any more. */
  RemoteId deleted() throws InterruptedException {
    String name = fresh();
    RemoteId id = applied(create(USER, name));
    applied(apply(deletion(USER, id, name)));
    return id;
  }

  Lookup byId(RemoteId id, String name) {
    return new Lookup(USER, id, subject().named(USER, name));
  }

  Lookup byKey(ObjectType type, String name) {
    return new Lookup(type, null, subject().named(type, name));
  }

  Seen seen(ObjectType type, RemoteId id) {
    return subject()
        .counterpart()
        .find(type, id)
        .orElseThrow(() -> new AssertionError("not there"));
  }
}
