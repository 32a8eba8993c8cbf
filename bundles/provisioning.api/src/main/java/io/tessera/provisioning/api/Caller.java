package io.tessera.provisioning.api;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Every use case takes one.
 *
 * @param serviceProvider the service provider on whose behalf; {@link #RESIDENT} for callers that
 *     sign in as themselves
 * @param actor name of the principal that signed in
 * @param domain the user store domain the request is about; nothing outside of it is seen or
 *     changed
 * @param identity the user who signed in as itself; null for principals of the server
 * @param causality follows the request through every change, operation and log line it causes
 * @param reports told of each target the caller waited for, before a write returns
 * @param targets the targets that are there for the caller
 * @param trial whether a change of what is configured is only tried: all is checked, nothing done
 */
public record Caller(
    String serviceProvider,
    String actor,
    String domain,
    Channel channel,
    String causality,
    Set<Permission> permissions,
    @Nullable ResourceId identity,
    Consumer<DeliveryReport> reports,
    TargetScope targets,
    boolean trial) {

  /** The service provider of console, SOAP and Basic callers. */
  public static final String RESIDENT = "resident";

  /** The user store domain of callers that name none. */
  public static final String PRIMARY = "PRIMARY";

  public Caller {
    permissions = Permission.withImplied(permissions);
  }

  /** A caller that does not ask what targets say. */
  public Caller(
      String serviceProvider,
      String actor,
      String domain,
      Channel channel,
      String causality,
      Set<Permission> permissions,
      @Nullable ResourceId identity) {
    this(
        serviceProvider,
        actor,
        domain,
        channel,
        causality,
        permissions,
        identity,
        report -> {},
        TargetScope.ALL,
        false);
  }

  /** The server itself; may do everything. */
  public static Caller internal(String actor, String causality) {
    return new Caller(
        RESIDENT,
        actor,
        PRIMARY,
        Channel.INTERNAL,
        causality,
        EnumSet.allOf(Permission.class),
        null);
  }

  /**
   * The same caller, speaking about another user store domain.
   *
   * @throws RejectedException FORBIDDEN for a service provider, which sees its own and no other
   */
  public Caller inDomain(String other) {
    if (!serviceProvider.equals(RESIDENT) && !other.equals(domain)) {
      throw RejectedException.of(
          Problem.Kind.FORBIDDEN, "This service provider works in the domain " + domain + " only.");
    }
    return new Caller(
        serviceProvider,
        actor,
        other,
        channel,
        causality,
        permissions,
        identity,
        reports,
        targets,
        trial);
  }

  /** The same caller, who is told what becomes of its writes at targets it waits for. */
  public Caller reportingTo(Consumer<DeliveryReport> listener) {
    return new Caller(
        serviceProvider,
        actor,
        domain,
        channel,
        causality,
        permissions,
        identity,
        listener,
        targets,
        trial);
  }

  /** The same caller, for whom only some targets are there. */
  public Caller limitedTo(TargetScope scope) {
    return new Caller(
        serviceProvider,
        actor,
        domain,
        channel,
        causality,
        permissions,
        identity,
        reports,
        scope,
        trial);
  }

  /** The same caller, who wants to know what a change of the configuration would come to. */
  public Caller trying() {
    return new Caller(
        serviceProvider,
        actor,
        domain,
        channel,
        causality,
        permissions,
        identity,
        reports,
        targets,
        true);
  }

  /**
   * Whether somebody in a user store domain is there for the use cases of administration:
   * administrators see all domains, a service provider its own.
   */
  public boolean sees(String other) {
    return serviceProvider.equals(RESIDENT) || other.equals(domain);
  }

  public Optional<ResourceId> identityIfAny() {
    return Optional.ofNullable(identity);
  }

  public boolean may(Permission permission) {
    return permission == Permission.ANYBODY
        || permission == Permission.SIGNED_IN
        || permissions.contains(permission);
  }
}
