package io.tessera.inbound.scim1.internal;

import io.tessera.model.Resource;
import io.tessera.provisioning.api.Precondition;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions in If-Match and If-None-Match. They are weak tags ({@code W/"3"}); clients and
 * proxies that drop or add the mark mean the same version.
 */
final class EntityTags {
  private static final long NO_VERSION = 0;
  private static final int LONGEST = 19;

  private EntityTags() {}

  /** What If-Match demands; a tag that was never ours matches no version. */
  static Precondition ifMatch(@Nullable String header) {
    if (header == null || header.isBlank() || header.strip().equals("*")) {
      return Precondition.NONE;
    }
    return new Precondition(versions(header));
  }

  /** Whether the client has this version already. */
  static boolean has(@Nullable String ifNoneMatch, Resource resource) {
    if (ifNoneMatch == null) {
      return false;
    }
    return ifNoneMatch.strip().equals("*") || versions(ifNoneMatch).contains(resource.version());
  }

  private static Set<Long> versions(String header) {
    Set<Long> versions = new HashSet<>();
    for (String tag : header.split(",", -1)) {
      versions.add(version(tag.strip()));
    }
    return versions;
  }

  private static long version(String tag) {
    String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted = opaque.length() > 2 && opaque.startsWith("\"") && opaque.endsWith("\"");
    String digits = quoted ? opaque.substring(1, opaque.length() - 1) : "";
    boolean number =
        !digits.isEmpty()
            && digits.length() < LONGEST
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Long.parseLong(digits) : NO_VERSION;
  }
}
