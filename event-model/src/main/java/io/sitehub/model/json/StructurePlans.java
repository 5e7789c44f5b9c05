package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** How booleans and arrays are read. */
final class StructurePlans {

  private StructurePlans() {}

  /** True or false. */
  record Flag() implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
        ValuePlan.wrongType(reading, token, "true or false");
        return;
      }
      reading.out.writeBoolean(token == JsonToken.VALUE_TRUE);
    }
  }

  /** A list. */
  record Items(ValuePlan item, int maxItems) implements ValuePlan {

    /** The count comes before the items, and counts below 64 take one byte. */
    private static final int SHORT_COUNT = 63;

    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.START_ARRAY) {
        ValuePlan.wrongType(reading, token, "an array");
        return;
      }
      JsonParser parser = reading.parser();
      int start = reading.out.size();
      reading.out.put(0);
      int count = 0;
      JsonToken next;
      while ((next = parser.nextToken()) != JsonToken.END_ARRAY) {
        if (count < maxItems) {
          reading.push(count);
          if (next == JsonToken.VALUE_NULL) {
            ValuePlan.wrongType(reading, next, "a value");
          } else {
            item.read(reading, next);
          }
          reading.pop();
        } else {
          parser.skipChildren();
        }
        count++;
      }
      if (count > maxItems) {
        reading.violate(Rule.MAX_ITEMS, "must have at most " + maxItems + " items");
      } else if (count > SHORT_COUNT) {
        byte[] items = reading.out.copyOfRange(start + 1, reading.out.size());
        reading.out.truncate(start);
        reading.out.writeLong(count);
        reading.out.put(items, 0, items.length);
        reading.out.put(0);
      } else if (count > 0) {
        reading.out.array()[start] = (byte) (count << 1);
        reading.out.put(0);
      }
    }
  }
}
