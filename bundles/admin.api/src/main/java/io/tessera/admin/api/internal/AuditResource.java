package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.AuditDetails;
import io.tessera.provisioning.api.admin.AuditRecord;
import io.tessera.provisioning.api.admin.ChainPlace;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Slice;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who changed what, whether anybody changed that afterwards, and forgetting it on request. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
  /** A few seconds' work; clients go on from where it ended. */
  private static final int MOST = 100_000;

  private static final int USUAL = 20_000;
  private static final int LINK_LENGTH = 64;

  private final Audit audit;
  private final People people;

  AuditResource(Audit audit, People people) {
    this.people = people;
    this.audit = audit;
  }

  @GET
  @Requires(Permission.AUDIT_READ)
  public Attributes list(@BeanParam AuditFilter filter, @BeanParam Paging paging) {
    Slice<AuditRecord> found = audit.records(filter.selection(), paging.cursor(), paging.limit());
    Map<ResourceId, String> names =
        people.names(found.items().stream().map(AuditRecord::resource).toList());
    return Paging.json(
        found,
        record ->
            RoleAssignmentsResource.named(
                AuditCodec.json(record), "resourceName", names.get(record.resource())));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.AUDIT_READ)
  public Attributes get(@PathParam("id") String id) {
    AuditDetails details = Answers.found("record", id, audit::record);
    return AuditCodec.json(details);
  }

  /** Computes a part of the chain again, from the beginning or from where a part before ended. */
  @POST
  @Path("verification")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.AUDIT_READ)
  public Attributes verify(Attributes body) {
    Fields fields = Fields.of(body);
    @Nullable ChainPlace after = fields.has("after") ? place(fields.object("after")) : null;
    int most = fields.smallNumber("most", USUAL);
    if (most < 1 || most > MOST) {
      fields.problem("most", "must be a number from 1 to " + MOST + ".");
    }
    fields.check();
    return AuditCodec.json(audit.verify(after, most));
  }

  /** The chain, to be kept and verified elsewhere. */
  @GET
  @Path("chain")
  @Requires(Permission.AUDIT_READ)
  public Attributes chain(@BeanParam Paging paging) {
    return Paging.json(audit.chain(paging.cursor(), paging.limit()), AuditCodec::json);
  }

  private static ChainPlace place(Fields fields) {
    long position = fields.number("position", 0);
    if (position < 1) {
      fields.problem("position", "must be a position in the chain, 1 or more.");
    }
    String link = fields.text("link");
    if (link.length() != LINK_LENGTH) {
      fields.problem("link", "must be 64 hexadecimal digits.");
    }
    return new ChainPlace(position, link);
  }

  /** Erases what the journal holds of one identity or group; the records stay. */
  @POST
  @Path("erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.AUDIT_ERASE)
  public Attributes erase(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    String text = fields.text("resource");
    Optional<ResourceId> resource = ResourceId.parse(text);
    if (resource.isEmpty() && !text.isEmpty()) {
      fields.problem("resource", "must be the id of a user or group.");
    }
    String reason = fields.text("reason");
    fields.check();
    return AuditCodec.json(audit.erase(caller, resource.orElseThrow(), reason));
  }
}
