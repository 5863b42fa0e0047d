using System.CommandLine;
using Pool.Standalone.Commands;

// The pool ends in its own time: it flushes shares and hands blocks in. The command line's two seconds would cut that off.
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
return await PoolCommand.Create().Parse(args).InvokeAsync(invocation);
