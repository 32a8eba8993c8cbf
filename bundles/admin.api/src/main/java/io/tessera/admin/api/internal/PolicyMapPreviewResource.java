package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMaps;
import io.tessera.provisioning.api.admin.PolicyMaps.ExplainedValue;
import io.tessera.provisioning.api.admin.PolicyMaps.Preview;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries a policy map on somebody: which account results, and why. Nothing is sent or kept. */
@Path("targets/{id}/preview")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PolicyMapPreviewResource {
  private final Connections connections;
  private final PolicyMaps maps;

  PolicyMapPreviewResource(Connections connections, PolicyMaps maps) {
    this.connections = connections;
    this.maps = maps;
  }

  /** A POST because a map to try is long; it changes nothing. */
  @POST
  @Requires(Permission.TARGETS_READ)
  public Attributes preview(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    UUID target = Answers.found("target", id, uuid -> connections.target(caller, uuid)).id();
    Fields fields = Fields.of(body);
    ResourceType type = ResourceTypes.read(fields);
    UUID resource = ResourceTypes.id(fields);
    boolean hasMap = fields.has("policyMap");
    Fields map = fields.object("policyMap");
    @Nullable PolicyMap draft = hasMap ? PolicyMapCodec.read(map) : null;
    fields.check();
    return json(maps.preview(caller, target, type, resource, draft));
  }

  private static Attributes json(Preview preview) {
    JsonObject json = new JsonObject().number("version", preview.version());
    if (preview.mapVersion() != null) {
      json.number("mapVersion", preview.mapVersion());
    }
    return json.objects(
            "attributes",
            preview.attributes().stream().map(PolicyMapPreviewResource::json).toList())
        .build();
  }

  private static Attributes json(ExplainedValue value) {
    JsonObject json =
        new JsonObject()
            .text("attribute", value.attribute())
            .text("row", value.row())
            .texts("values", value.values())
            .word("origin", value.origin())
            .flag("sent", value.sent());
    if (!value.source().isEmpty()) {
      json.text("source", value.source());
    }
    if (!value.on().isEmpty()) {
      json.texts("on", PolicyMapCodec.words(value.on()));
    }
    if (!value.problem().isEmpty()) {
      json.text("problem", value.problem());
    }
    return json.objects(
            "inputs",
            value.inputs().entrySet().stream().map(PolicyMapPreviewResource::input).toList())
        .build();
  }

  private static Attributes input(Map.Entry<String, List<String>> input) {
    return new JsonObject().text("path", input.getKey()).texts("values", input.getValue()).build();
  }
}
