package io.tessera.provisioning.internal.federation;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.SignIn.Absent;
import io.tessera.provisioning.api.admin.SignIn.Authority;
import io.tessera.provisioning.internal.federation.Claims.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sign-in makes of the attributes of an account that is there.
 *
 * @param after the attributes then
 * @param set by path, digests of what sign-ins have set
 */
record AttributeChanges(Attributes after, Map<String, String> set) {

  /**
   * @param before as they are
   * @throws UnfitClaimException a value is not of the attribute's type
   */
  static AttributeChanges of(Attributes before, Given given, List<Said> said) {
    Attributes after = before;
    Map<String, String> set = new HashMap<>(given.attributes());
    for (Said one : said) {
      if (one.authority().isPresent() && one.authority().get() != Authority.SCIM_CLIENT) {
        after = one(after, given, one, one.authority().get(), set);
      }
    }
    return new AttributeChanges(after, set);
  }

  private static Attributes one(
      Attributes before, Given given, Said said, Authority authority, Map<String, String> set) {
    String path = said.path().toString();
    List<String> present = said.path().values(before);
    boolean ours = given.isLast(path, present);
    if (said.values().isEmpty()) {
      boolean cleared =
          said.absent() == Absent.CLEAR
              && given.hasSet(path)
              && (ours || authority == Authority.IDENTITY_PROVIDER)
              && !said.path().isRequired();
      if (!cleared) {
        return before;
      }
      set.remove(path);
      return present.isEmpty() ? before : said.path().with(before, List.of());
    }
    if (present.equals(said.values())) {
      return before;
    }
    if (authority == Authority.LOCAL && !present.isEmpty() && !ours) {
      return before;
    }
    set.put(path, Given.digest(said.values()));
    return said.path().with(before, said.values());
  }

  /** What is set when the account is made. */
  static Map<String, String> made(List<Said> said) {
    Map<String, String> set = new HashMap<>();
    for (Said one : said) {
      if (!one.values().isEmpty() && !one.path().isGivenOnce()) {
        set.put(one.path().toString(), Given.digest(one.values()));
      }
    }
    return set;
  }
}
