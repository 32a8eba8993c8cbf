package io.tessera.provisioning.api.spi;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * The question whether something may be done to an account.
 *
 * @param now with the zone in which the server counts days
 */
public record RuleRequest(
    Subject subject, Operation operation, Resource resource, ZonedDateTime now) {

  /**
   * The user or group it is about.
   *
   * @param id ours
   * @param attributes as they are to become
   * @param groups names of the groups it belongs to
   * @param roles names of the roles it holds
   */
  public record Subject(
      ResourceType type, String id, Attributes attributes, Set<String> groups, Set<String> roles) {
    public Subject {
      groups = Set.copyOf(groups);
      roles = Set.copyOf(roles);
    }
  }

  /** What is done to the account. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  /**
   * Where it is done, and who causes it; all by name.
   *
   * @param connectorType id
   */
  public record Resource(
      String target, String connectorType, String identityProvider, String serviceProvider) {}
}
