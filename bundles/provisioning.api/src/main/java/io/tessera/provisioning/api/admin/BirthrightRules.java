package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rules that grant roles by what somebody is. They are looked at in every write of a user; a
 * change of one reaches everybody soon afterwards.
 */
@ProviderType
public interface BirthrightRules {
  /** By name. */
  List<BirthrightRule> list();

  Optional<BirthrightRule> get(UUID id);

  /**
   * @throws RejectedException INVALID_VALUE with the place of what is wrong; UNIQUENESS at {@code
   *     name}
   */
  BirthrightRule create(Caller caller, BirthrightRule.Draft draft);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE; INVALID_VALUE at {@code name}
   *     when it is another
   */
  BirthrightRule replace(Caller caller, UUID id, long expectedVersion, BirthrightRule.Draft draft);

  /** What it granted is taken back. */
  void delete(Caller caller, UUID id, long expectedVersion);

  /**
   * What a rule would change, in the place of the one of its name if there is one. Nothing is kept.
   * Service providers are told of users in their own domain only.
   *
   * @param mostExamined how many identities are looked at, at most
   * @param mostShown how many effects are told
   * @throws RejectedException as {@link #create}, except for a taken name; FORBIDDEN for who may
   *     not read users
   */
  BirthrightRule.Preview preview(
      Caller caller, BirthrightRule.Draft draft, int mostExamined, int mostShown);
}
