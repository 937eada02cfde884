package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** JSON as Lua has it: tables, whose lists begin with 1. */
final class LuaValues {
    private LuaValues() {}

    static LuaValue of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                LuaTable table = new LuaTable();
                json.properties().forEach(entry -> table.set(entry.getKey(), of(entry.getValue())));
                yield table;
            }
            case ARRAY -> {
                LuaTable table = new LuaTable();
                for (int i = 0; i < json.size(); i++) {
                    table.set(i + 1, of(json.get(i)));
                }
                yield table;
            }
            case NUMBER -> LuaValue.valueOf(json.asDouble());
            case BOOLEAN -> LuaValue.valueOf(json.asBoolean());
            case STRING -> LuaValue.valueOf(json.asText());
            default -> LuaValue.NIL;
        };
    }
}
