package io.tessera.provisioning.api.admin;

import io.tessera.model.MemberRef;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Users and groups as people look for them. Only what is indexed is asked for, a bounded number of
 * times: a page may have fewer than were wanted, or none, though there are more; then its {@code
 * next} goes on. Service providers see those of their own user store only.
 *
 * <p>Nothing is counted. Writing, and reading whole, is {@link
 * io.tessera.provisioning.api.Provisioning}'s.
 */
@ProviderType
public interface People {
  /**
   * By user store, and by userName in each. With a {@code beginning}: those whose userName begins
   * so are before those whose display name, family name or e-mail address does. Those with a role,
   * where nothing else is asked for, are in the order of their ids; inactive ones in the order they
   * were made.
   *
   * @throws RejectedException INVALID_VALUE at {@code userStore}, {@code role} or {@code cursor}
   */
  Slice<Resource> users(Caller caller, Wanted wanted, @Nullable String cursor, int limit);

  /**
   * By user store, and by display name in each.
   *
   * @param wanted without {@code active} and {@code role}
   * @throws RejectedException INVALID_VALUE at {@code userStore} or {@code cursor}
   */
  Slice<Resource> groups(Caller caller, Wanted wanted, @Nullable String cursor, int limit);

  /**
   * Direct members of a group, in the order of their ids.
   *
   * @throws RejectedException NOT_FOUND; INVALID_VALUE at {@code cursor}
   */
  Slice<Member> members(Caller caller, ResourceId group, @Nullable String cursor, int limit);

  /**
   * What people call users and groups: a user's displayName, else userName. For lists of something
   * else that tells about them by id; two queries, however many they are. Who is gone is left out.
   */
  Map<ResourceId, String> names(Collection<ResourceId> ids);

  /**
   * Whom to find; null means any.
   *
   * @param beginning of a name or an e-mail address, in any case
   * @param userStore its name, in any case
   * @param active false for those who are switched off
   * @param role name of a role that is held, in any case
   */
  record Wanted(
      @Nullable String beginning,
      @Nullable String userStore,
      @Nullable Boolean active,
      @Nullable String role) {}

  /**
   * A user or group in a group.
   *
   * @param name a user's displayName, else userName
   */
  record Member(MemberRef ref, String name) {}
}
