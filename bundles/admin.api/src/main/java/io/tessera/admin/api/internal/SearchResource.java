package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Finder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Finds anything the caller may see by the beginning of its name, or by its id. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
public final class SearchResource {
  private final Finder finder;

  SearchResource(Finder finder) {
    this.finder = finder;
  }

  @GET
  @Requires(Permission.DISCOVERY)
  public Attributes find(@Context Caller caller, @QueryParam("q") @Nullable String q) {
    return new JsonObject()
        .objects(
            "items",
            finder.find(caller, q == null ? "" : q).stream().map(SearchResource::json).toList())
        .build();
  }

  private static Attributes json(Finder.Hit hit) {
    return new JsonObject()
        .text("kind", hit.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .text("id", hit.id())
        .text("name", hit.name())
        .text("detail", hit.detail())
        .build();
  }
}
