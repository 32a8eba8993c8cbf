package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.Slice;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a caller reads a list part by part: {@code ?cursor=&limit=}, 1 to 500, 100 by default. */
public final class Paging {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;

  @QueryParam("cursor")
  private @Nullable String cursor;

  @QueryParam("limit")
  private @Nullable String limit;

  @Nullable String cursor() {
    return cursor;
  }

  int limit() {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int wanted = Integer.parseInt(limit);
      if (wanted >= 1 && wanted <= MAX_LIMIT) {
        return wanted;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number out of bounds
    }
    throw RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        AttributePath.of("limit"),
        "\"limit\" must be a number from 1 to " + MAX_LIMIT + ".");
  }

  /** Pages through a short list that is at hand as a whole. */
  <T> Slice<T> of(List<T> all, Function<T, String> key) {
    return of(all, key, Comparator.naturalOrder());
  }

  /** Likewise, the greatest key first: of ids and numbers that grow with time the newest. */
  <T> Slice<T> newestFirst(List<T> all, Function<T, String> key) {
    return of(all, key, Comparator.reverseOrder());
  }

  /** Numbers as keys that sort as they do. */
  static String key(long number) {
    return String.format(Locale.ROOT, "%019d", number);
  }

  private <T> Slice<T> of(List<T> all, Function<T, String> key, Comparator<String> order) {
    String after = decodedCursor();
    int size = limit();
    List<T> rest =
        all.stream()
            .sorted(Comparator.comparing(key, order))
            .filter(item -> after.isEmpty() || order.compare(key.apply(item), after) > 0)
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return new Slice<>(rest, null);
    }
    return new Slice<>(rest.subList(0, size), encode(key.apply(rest.get(size - 1))));
  }

  static <T> Attributes json(Slice<T> slice, Function<T, Attributes> codec) {
    return new JsonObject()
        .objects("items", slice.items().stream().map(codec).toList())
        .text("next", slice.nextIfAny())
        .build();
  }

  private String decodedCursor() {
    if (cursor == null) {
      return "";
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of("cursor"),
          "\"cursor\" must be the \"next\" of an earlier answer.");
    }
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }
}
