package io.tessera.store.jpa.internal;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents as JSON. Remembers within one transaction what it has read and written: the journal
 * repeats what the resource has just been.
 */
final class Documents {
  private static final String ADDED = "added";
  private static final String REMOVED = "removed";

  private final AttributesJson json;
  private final IdentityHashMap<Attributes, byte[]> known = new IdentityHashMap<>();

  Documents(AttributesJson json) {
    this.json = json;
  }

  byte[] write(Attributes attributes) {
    return known.computeIfAbsent(attributes, json::write);
  }

  byte @Nullable [] writeIfAny(@Nullable Attributes attributes) {
    return attributes == null ? null : write(attributes);
  }

  Attributes read(byte[] document) {
    return json.read(document);
  }

  /** Reads a document that the journal may want again. */
  Attributes readAndRemember(byte[] document) {
    Attributes attributes = json.read(document);
    known.put(attributes, document);
    return attributes;
  }

  byte @Nullable [] write(MembershipDelta delta) {
    return delta.isEmpty()
        ? null
        : json.write(
            Attributes.builder()
                .put(ADDED, Value.many(delta.added().stream().map(Documents::tree).toList()))
                .put(REMOVED, Value.many(delta.removed().stream().map(Documents::tree).toList()))
                .build());
  }

  MembershipDelta readDelta(byte @Nullable [] document) {
    if (document == null) {
      return MembershipDelta.NONE;
    }
    Attributes tree = json.read(document);
    return new MembershipDelta(refs(tree, ADDED), refs(tree, REMOVED));
  }

  private static Value tree(MemberRef ref) {
    return Value.complex(
        Attributes.builder().put("type", ref.type().name()).put("id", ref.id().toString()).build());
  }

  private static List<MemberRef> refs(Attributes tree, String name) {
    return tree.get(name).stream()
        .flatMap(v -> v.elements().stream())
        .map(v -> ref(((Value.Complex) v).attributes()))
        .toList();
  }

  private static MemberRef ref(Attributes tree) {
    return new MemberRef(
        ResourceType.valueOf(tree.text("type").orElseThrow()),
        ResourceId.of(tree.text("id").orElseThrow()));
  }
}
