using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace EdgeTester.Service.Api;

/// <summary>
/// Describes the API as OpenAPI 3.1, read off the routes themselves: what is mapped is in the document and nothing else. Schemas come from
/// the types that are serialised.
/// </summary>
internal static partial class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<Endpoint> endpoints)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject { ["ProblemDetails"] = ProblemSchema() };
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            if (
                endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is
                { ExcludeFromDescription: true }
            )
                continue;
            var path = "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');
            if (paths[path] is not JsonObject item)
                paths[path] = item = new JsonObject();
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                item[method.ToLowerInvariant()] = Operation(endpoint, schemas);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "EdgeTester host",
                ["version"] = HostVersion.Number,
                ["description"] =
                    "Runs, channels, spectra and orders of a cell tester. The unit of a number is the end of its name; null is not known.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static JsonObject Operation(RouteEndpoint endpoint, JsonObject schemas)
    {
        var operation = new JsonObject
        {
            ["summary"] = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "",
            ["parameters"] = Parameters(endpoint),
        };
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body)
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/json", Reference(body, schemas)),
            };
        var responses = new JsonObject();
        foreach (var produced in endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>())
        {
            var status = produced.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (responses.ContainsKey(status))
                continue;
            var media = produced.ContentTypes.FirstOrDefault() ?? "application/json";
            JsonNode schema =
                media == "application/problem+json"
                    ? new JsonObject { ["$ref"] = "#/components/schemas/ProblemDetails" }
                : produced.Type is null || produced.Type == typeof(string)
                    ? new JsonObject { ["type"] = "string" }
                : Reference(produced.Type, schemas);
            responses[status] = new JsonObject
            {
                ["description"] = produced.StatusCode < 300 ? "Done" : "Refused",
                ["content"] = Content(media, schema),
            };
        }
        operation["responses"] = responses;
        return operation;
    }

    private static JsonArray Parameters(RouteEndpoint endpoint)
    {
        var inPath = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToHashSet();
        var parameters = new JsonArray();
        foreach (var parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var type =
                Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)
                ?? parameter.ParameterInfo.ParameterType;
            if (type != typeof(string) && !type.IsPrimitive)
                continue;
            var isInPath = inPath.Contains(parameter.Name);
            parameters.Add(
                new JsonObject
                {
                    ["name"] = parameter.Name,
                    ["in"] = isInPath ? "path" : "query",
                    ["required"] = isInPath || !parameter.IsOptional,
                    ["schema"] = new JsonObject
                    {
                        ["type"] =
                            type == typeof(string) ? "string"
                            : type == typeof(double) ? "number"
                            : "integer",
                    },
                }
            );
        }
        return parameters;
    }

    private static JsonObject Content(string media, JsonNode schema) =>
        new() { [media] = new JsonObject { ["schema"] = schema } };

    private static JsonNode Reference(Type type, JsonObject schemas)
    {
        if (type.IsArray)
            return new JsonObject
            {
                ["type"] = "array",
                ["items"] = Reference(type.GetElementType()!, schemas),
            };
        var name = Suffix().Replace(type.Name, "");
        if (!schemas.ContainsKey(name))
            schemas[name] = ApiJson.Options.GetJsonSchemaAsNode(
                type,
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }
            );
        return new JsonObject { ["$ref"] = "#/components/schemas/" + name };
    }

    private static JsonObject ProblemSchema()
    {
        var properties = new JsonObject();
        foreach (var name in (string[])["type", "title", "detail"])
            properties[name] = new JsonObject { ["type"] = "string" };
        properties["status"] = new JsonObject { ["type"] = "integer" };
        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    [GeneratedRegex("(View|Document)$")]
    private static partial Regex Suffix();
}
