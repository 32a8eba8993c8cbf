package io.tessera.provisioning.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Sender;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Principals;
import java.util.List;
import java.util.UUID;

/**
 * Makes the records of what callers do besides changing identities. What is told stays for ever:
 * names of people and values of attributes are no part of it.
 */
public final class Records {
  private static final int LONGEST_REASON = 1_000;

  private Records() {}

  /** Who does it, through which door. */
  public static Change.Origin origin(Caller caller) {
    return new Change.Origin(
        caller.serviceProvider(), caller.actor(), caller.channel().name(), caller.causality());
  }

  /** The server does it itself. */
  public static Change.Origin server(String part) {
    return new Change.Origin(Caller.RESIDENT, part, Channel.INTERNAL.name(), "");
  }

  /**
   * What was decided, to be completed.
   *
   * @param name of what it was done to; empty where it has none
   */
  public static Attributes.Builder facts(String action, String name) {
    Attributes.Builder facts = Attributes.builder().put("action", action);
    return name.isEmpty() ? facts : facts.put("name", name);
  }

  /** As a list of the facts. */
  public static Value list(List<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  /** A reason somebody gave, or its beginning. */
  public static String reason(String given) {
    String text = given.strip();
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  public static Deed decided(Caller caller, String object, UUID id, Attributes facts) {
    return new Deed(Deed.Kind.DECIDE, object, id, origin(caller), facts);
  }

  /**
   * Of an administrator who signs in or out.
   *
   * @param actor who that is, as far as it is known
   */
  public static Deed signIn(String administrator, String actor, Sender sender, Attributes facts) {
    Change.Origin origin =
        new Change.Origin(Caller.RESIDENT, actor, sender.channel().name(), sender.causality());
    return new Deed(
        Deed.Kind.SIGN_IN,
        Principals.OBJECT,
        Principals.idOf(administrator),
        origin,
        facts.with("address", Value.text(sender.address())));
  }

  /** Of a secret or a token, which is only named. */
  public static Deed configured(Caller caller, String object, UUID id, Attributes facts) {
    return new Deed(Deed.Kind.CONFIGURE, object, id, origin(caller), facts);
  }
}
