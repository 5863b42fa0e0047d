using System.CommandLine;
using Pool.Standalone.Commands;

return await PoolCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
