package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What policy maps compute, and why. */
@ProviderType
public interface PolicyMaps {
  /**
   * Computes the account of a user or group as it is now. Nothing is sent or kept.
   *
   * @param draft a map to try instead of the target's own
   * @throws RejectedException NOT_FOUND; FORBIDDEN when the caller may not read such a resource;
   *     INVALID_VALUE naming each row of the draft at fault
   */
  Preview preview(
      Caller caller, UUID target, ResourceType type, UUID resource, @Nullable PolicyMap draft);

  /**
   * The maps a target has had, the present one first; a hundred at most.
   *
   * @throws RejectedException NOT_FOUND
   */
  List<Version> versions(UUID target);

  /**
   * A map that was put in force.
   *
   * @param version of the target that brought it
   */
  record Version(long version, Instant at, String who, PolicyMap map) {}

  /**
   * An account and where each of its values comes from.
   *
   * @param version of the resource
   * @param mapVersion of the target whose map it was; empty for a draft
   */
  record Preview(long version, @Nullable Long mapVersion, List<ExplainedValue> attributes) {
    public Preview {
      attributes = List.copyOf(attributes);
    }
  }

  /** What gave the values. */
  enum Origin {
    PATH,
    EXPRESSION,
    CONSTANT,
    OTHERWISE,
    /** Made up for this account some time ago. */
    RESERVED,
    /** Would be made up, if nobody has it. */
    CANDIDATE,
    /** Nothing did: the attribute is emptied. */
    NOTHING
  }

  /**
   * One attribute.
   *
   * @param row which row of the map, {@code user[3]}
   * @param source the path or the expression that gave the values, as it is written; empty for
   *     others
   * @param inputs what the identity has where the row looks: path to values
   * @param sent whether its condition is true
   * @param on when it is sent; empty for always
   * @param problem why it cannot be computed; empty when it can
   */
  record ExplainedValue(
      String attribute,
      String row,
      List<String> values,
      Origin origin,
      String source,
      Map<String, List<String>> inputs,
      boolean sent,
      Set<Event> on,
      String problem) {
    public ExplainedValue {
      values = List.copyOf(values);
      on = Set.copyOf(on);
    }
  }
}
